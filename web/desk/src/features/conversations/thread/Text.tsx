import { SafeLink } from "../../../ui/SafeLink";

const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?，。；：！？)）\]】])/g;

/** A message's words: plain text with its line breaks, web addresses as links, never HTML. */
export function Text({ body }: { body: string }) {
  const pieces = body.split(address);
  return (
    <span className="words" dir="auto">
      {pieces.map((piece, index) => (index % 2 === 1 ? <SafeLink key={index} url={piece}>{piece}</SafeLink> : piece))}
    </span>
  );
}
