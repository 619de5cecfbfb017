import { Image } from "antd";

/** A picture that opens large, to be zoomed and turned: receipts and labels are read here. */
export function Zoomable({ url, name }: { url: string; name: string }) {
  return <Image className="part-image" src={url} alt={name} height={140} preview={{ mask: null }} />;
}
