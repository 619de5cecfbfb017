import { bytes } from "@serviceos/shared/format";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import type { Upload } from "./useAttachments";

interface Props {
  uploads: Upload[];
  onRetry: (upload: Upload) => void;
  onRemove: (key: string) => void;
}

export function Uploads({ uploads, onRetry, onRemove }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (uploads.length === 0) return null;
  return (
    <ul className="uploads" aria-label={t("conversations.upload.label")}>
      {uploads.map((upload) => (
        <li key={upload.key} className={upload.problem ? "failed" : ""}>
          <span className="upload-name">{upload.file.name || t("conversations.upload.pasted")}</span>
          <span className="muted">{bytes(upload.file.size, locale)}</span>
          {!upload.attachment && !upload.problem && <progress max={1} value={upload.share} aria-label={upload.file.name || t("conversations.upload.pasted")} />}
          {upload.problem && <span className="upload-problem" role="alert">{t(reason(upload.problem.status))}</span>}
          {upload.problem && ![413, 415].includes(upload.problem.status) && (
            <Button size="small" type="link" onClick={() => onRetry(upload)}>{t("error.retry")}</Button>
          )}
          <button type="button" className="plain-button" aria-label={t("conversations.upload.remove", { name: upload.file.name })} onClick={() => onRemove(upload.key)}>×</button>
        </li>
      ))}
    </ul>
  );
}

function reason(status: number): string {
  if (status === 413) return "conversations.upload.tooLarge";
  if (status === 415) return "conversations.upload.wrongType";
  return "conversations.upload.failed";
}
