import type { JSX, TargetedClipboardEvent, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { accepted, type DraftFile, type DraftState } from "../drafts";
import { size } from "../format";
import { plain } from "../text";
import { useAround, useStore } from "./context";
import { Icon } from "./icons";

const bodyMax = 4000;

export function Composer(): JSX.Element {
  const { chat, t } = useAround();
  const draft = useStore(chat.draft.store);
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const left = bodyMax - draft.text.trim().length;
  const uploading = draft.files.some((file) => file.state === "uploading");
  const empty = draft.text.trim() === "" && !draft.files.some((file) => file.attachment);

  useLayoutEffect(() => {
    if (input.current) fitToText(input.current);
  }, [draft.text]);

  const send = () => {
    const message = chat.draft.take();
    if (message) chat.send(message.body, message.attachments);
    input.current?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // while an input method composes, Enter picks a word (229 is how Safari says so)
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: TargetedClipboardEvent<HTMLTextAreaElement>) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    chat.draft.add(files);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Files draft={draft} />
      {left < 400 && (
        <p class={left < 0 ? "left over" : "left"} role="status">
          {left < 0 ? t("write.over", { n: -left }) : t("write.left", { n: left })}
        </p>
      )}
      <div class="write">
        <button type="button" class="icon-button" aria-label={t("write.attach")} title={t("write.attach")} onClick={() => picker.current?.click()}>
          <Icon name="attach" />
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept={accepted}
          aria-label={t("write.attach")}
          onChange={(event) => {
            chat.draft.add(event.currentTarget.files ?? []);
            event.currentTarget.value = "";
          }}
        />
        <textarea
          ref={input}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          value={draft.text}
          aria-label={t("write.label")}
          placeholder={t("write.hint")}
          onInput={(event) => {
            chat.draft.write(event.currentTarget.value);
            chat.typing();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" class="send" aria-label={t("write.send")} title={t("write.send")} disabled={empty || uploading || left < 0}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function fitToText(box: HTMLTextAreaElement): void {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 120)}px`;
}

function Files({ draft }: { draft: DraftState }): JSX.Element | null {
  const { chat, state, t } = useAround();
  const { trouble, files } = draft;
  if (files.length === 0 && !trouble) return null;
  const limit = size(state.config?.attachmentBytesMax ?? 10 * 1024 * 1024);
  return (
    <div class="draft-files">
      {files.map((file) => (
        <FileChip key={file.key} file={file} />
      ))}
      {trouble && (
        <p class="trouble" role="alert">
          <Icon name="alert" size={16} />
          <span>{t(`file.${trouble.kind}`, { name: plain(trouble.name), size: size(trouble.bytes), limit })}</span>
          <button type="button" class="quiet" onClick={() => chat.draft.dismiss()}>
            {t("error.dismiss")}
          </button>
        </p>
      )}
    </div>
  );
}

function FileChip({ file }: { file: DraftFile }): JSX.Element {
  const { chat, t } = useAround();
  const name = plain(file.name);
  return (
    <span class={`chip ${file.state}`}>
      <Icon name={file.state === "failed" ? "alert" : "file"} size={16} />
      <span class="name">{name}</span>
      {file.state === "uploading" && <small role="status">{t("write.uploading")}</small>}
      {file.state === "failed" && (
        <button type="button" class="icon-button small" aria-label={t("write.again", { name })} onClick={() => chat.draft.again(file.key)}>
          <Icon name="redo" size={16} />
        </button>
      )}
      <button type="button" class="icon-button small" aria-label={t("write.remove", { name })} onClick={() => chat.draft.remove(file.key)}>
        <Icon name="close" size={16} />
      </button>
    </span>
  );
}
