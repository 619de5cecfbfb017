import { LeftOutlined } from "@ant-design/icons";
import { Button } from "antd";

/** The way back to the pane before; there only where one pane is shown at a time. */
export function Back({ label, onClick }: { label: string; onClick: () => void }) {
  return <Button className="back" type="text" icon={<LeftOutlined aria-hidden />} aria-label={label} title={label} onClick={onClick} />;
}
