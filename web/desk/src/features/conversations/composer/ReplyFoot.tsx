import { FileAddOutlined, ThunderboltOutlined } from "@ant-design/icons";
import { Button, Checkbox, Tooltip } from "antd";
import { memo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keyText } from "../../../ui/keyText";
import { accepted } from "./useAttachments";

interface Props {
  ready: boolean;
  enter: boolean;
  onEnter: (enter: boolean) => void;
  onFiles: (files: Iterable<File>) => void;
  onCanned: () => void;
  onSend: () => void;
}

/** The line under the reply. Memoised, so that a keystroke renders the text field alone. */
export const ReplyFoot = memo(function ReplyFoot({ ready, enter, onEnter, onFiles, onCanned, onSend }: Props) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="composer-foot">
      <Tooltip title={t("conversations.composer.attach")}>
        <Button type="text" size="small" icon={<FileAddOutlined />} aria-label={t("conversations.composer.attach")} onClick={() => picker.current?.click()} />
      </Tooltip>
      <input ref={picker} type="file" multiple hidden accept={accepted} aria-label={t("conversations.upload.label")} onChange={(event) => {
        onFiles([...(event.target.files ?? [])]);
        event.target.value = "";
      }} />
      <Tooltip title={t("conversations.key.canned")}>
        <Button type="text" size="small" icon={<ThunderboltOutlined />} aria-label={t("conversations.key.canned")}
          onMouseDown={(event) => event.preventDefault()} onClick={onCanned} />
      </Tooltip>
      <Checkbox checked={enter} onChange={(event) => onEnter(event.target.checked)}>{t("conversations.composer.enterSends")}</Checkbox>
      <Button type="primary" size="small" className="composer-send" disabled={!ready} onClick={onSend}>
        {t("conversations.composer.send")} <kbd>{keyText(enter ? "enter" : "mod+enter")}</kbd>
      </Button>
    </div>
  );
});
