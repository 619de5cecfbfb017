import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { keyText } from "./keyText";
import type { KeyGroup } from "./keys";

interface Props {
  groups: KeyGroup[];
  open: boolean;
  onClose: () => void;
}

/** The keys of what is on screen, by group. */
export function KeySheetDialog({ groups, open, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal open={open} title={t("keys.title")} footer={null} onCancel={onClose} width={640}>
      <div className="key-sheet">
        {groups.map(([group, keys]) => (
          <section key={group}>
            <h3>{t(`keys.group.${group}`)}</h3>
            <dl>
              {keys.map((key) => (
                <div key={key.keys}>
                  <dt>{key.label}</dt>
                  <dd>{keyText(key.keys).split(" ").map((part) => <kbd key={part}>{part}</kbd>)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
