import type { Choice, Link } from "@serviceos/shared/api";
import { SafeLink } from "../../ui/SafeLink";

interface Props {
  text: string;
  buttons?: Choice[];
  links?: Link[];
  images?: string[];
}

/** A bot's message as in the widget; its buttons are pictures of buttons here. */
export function Bubble({ text, buttons = [], links = [], images = [] }: Props) {
  return (
    <div className="kn-bubble">
      <p>{text}</p>
      {images.map((url) => <img key={url} src={url} alt="" />)}
      {links.map((link) => <SafeLink key={link.url + link.label} url={link.url}>{link.label}</SafeLink>)}
      {buttons.length > 0 && <div className="kn-bubble-buttons">{buttons.map((button, at) => <span key={at}>{button.label}</span>)}</div>}
    </div>
  );
}
