import { Modal } from "antd";
import { useDeferredValue, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { keyText } from "../keyText";
import { allCommands, type Command } from "./commands";
import { finds } from "./pinyin";
import { useFound } from "./useFound";

/** The palette itself; loaded when first opened. */
export function PaletteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} width={560} destroyOnHidden
      style={{ top: 96 }} styles={{ container: { padding: 0 } }} title={null} aria-label={t("palette.open")}>
      <Search onDone={onClose} />
    </Modal>
  );
}

function Search({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [commands] = useState(allCommands);
  const things = useFound(useDeferredValue(typed));
  const found = [...commands.filter((command) => finds(typed, command.label)).slice(0, 9), ...things];
  const chosen = Math.min(at, found.length - 1);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onDone();
    command.run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt((chosen + 1) % found.length);
    else if (event.key === "ArrowUp") setAt((chosen - 1 + found.length) % found.length);
    else if (event.key === "Enter") run(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="palette">
      <input autoFocus value={typed} placeholder={t("palette.placeholder")} aria-label={t("palette.open")} role="combobox"
        aria-expanded aria-controls="palette-list" aria-activedescendant={`palette-${chosen}`}
        onChange={(event) => { setTyped(event.target.value); setAt(0); }} onKeyDown={onKey} />
      <ul id="palette-list" role="listbox" aria-label={t("palette.found")}>
        {found.map((command, index) => (
          <li key={command.id} id={`palette-${index}`} role="option" aria-selected={index === chosen}
            onMouseMove={() => setAt(index)} onMouseDown={(event) => event.preventDefault()} onClick={() => run(command)}>
            <span>{command.label}</span>
            {command.line && <span className="palette-line muted">{command.line}</span>}
            {command.hint && <span className="muted">{command.hint}</span>}
            {command.keys && <kbd>{keyText(command.keys)}</kbd>}
          </li>
        ))}
        {found.length === 0 && <li className="muted palette-none" role="presentation">{t("palette.none")}</li>}
      </ul>
    </div>
  );
}
