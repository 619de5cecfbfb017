import { Input } from "antd";
import { useState } from "react";
import { tidyTime } from "./hours";

interface Props {
  value: string;
  label: string;
  wrong: boolean;
  readOnly: boolean;
  onChange: (value: string) => void;
}

/** A time of day that is typed as people type it: 9, 930, 9:30. Tidied on leaving the field. */
export function TimeField({ value, label, wrong, readOnly, onChange }: Props) {
  const [typed, setTyped] = useState<string>();
  const leave = () => {
    if (typed !== undefined) onChange(tidyTime(typed));
    setTyped(undefined);
  };
  return (
    <Input size="small" className="hours-time" inputMode="numeric" maxLength={5} value={typed ?? value} readOnly={readOnly} aria-label={label} aria-invalid={wrong}
      status={wrong && typed === undefined ? "error" : ""} onChange={(event) => setTyped(event.target.value)} onBlur={leave} onPressEnter={leave} />
  );
}
