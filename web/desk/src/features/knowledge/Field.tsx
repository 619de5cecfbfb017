import type { ReactNode } from "react";

interface Props {
  label: string;
  /** Id of the control. */
  of: string;
  hint?: ReactNode;
  errors?: string[] | undefined;
  children: ReactNode;
}

/** A label over its control; the hint gives way to what is wrong. */
export function Field({ label, of, hint, errors, children }: Props) {
  return (
    <div className="kn-field">
      <label htmlFor={of}>{label}</label>
      {children}
      {errors && errors.length > 0
        ? <p className="kn-field-error" id={`${of}-note`} role="alert">{errors.join(" ")}</p>
        : hint && <p className="kn-field-hint" id={`${of}-note`}>{hint}</p>}
    </div>
  );
}
