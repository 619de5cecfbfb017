import { DownloadOutlined } from "@ant-design/icons";
import type { Attachment, Part } from "@serviceos/shared/api";
import { bytes } from "@serviceos/shared/format";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { SafeLink } from "../../../ui/SafeLink";
import { OrderLine } from "../context/Order";

const Zoomable = lazy(() => import("./Zoomable").then((m) => ({ default: m.Zoomable })));

/** What a message carries besides its words, as the consumer saw it. */
export function Parts({ parts, chosen }: { parts: readonly Part[]; chosen?: string | undefined }) {
  return parts.map((part, index) => <OnePart key={index} part={part} chosen={chosen} />);
}

function OnePart({ part, chosen }: { part: Part; chosen?: string | undefined }) {
  const { t } = useTranslation();
  switch (part.type) {
    case "choices":
      return (
        <div className="part-choices" role="group" aria-label={t("conversations.part.choices")}>
          {part.choices.map((choice) => (
            <span key={choice.value} className={choice.value === chosen ? "chosen" : ""}>
              {choice.value === chosen && <span className="visually-hidden">{t("conversations.part.chosen")}</span>}
              {choice.label}
            </span>
          ))}
        </div>
      );
    case "order": return <OrderLine order={part.order} />;
    case "orders": return part.orders.map((order) => <OrderLine key={order.id} order={order} />);
    case "image": return <Picture url={part.attachment.url} name={part.attachment.name} />;
    case "file": return <File file={part.attachment} />;
    case "images": return part.urls.map((url) => <Picture key={url} url={url} name="" />);
    case "links":
      return (
        <div className="part-links">
          {part.links.map((link) => <SafeLink key={link.url} url={link.url}>{link.label}</SafeLink>)}
        </div>
      );
    case "handoff":
      return (
        <p className="part-note">
          {part.position === undefined ? t("conversations.part.handoff") : t("conversations.part.handoffAt", { position: part.position })}
        </p>
      );
    case "event": return null;
  }
}

function Picture({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<span className="part-image" />}>
      <Zoomable url={url} name={name || t("conversations.part.image")} />
    </Suspense>
  );
}

function File({ file }: { file: Attachment }) {
  const locale = useLocale();
  return (
    <a className="part-file" href={file.url} download={file.name}>
      <DownloadOutlined /> {file.name} <span className="muted">{bytes(file.bytes, locale)}</span>
    </a>
  );
}
