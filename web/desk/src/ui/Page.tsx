import type { ReactNode } from "react";
import "./ui.css";

interface Props {
  title: ReactNode;
  /** Buttons at the right of the head. */
  actions?: ReactNode;
  /** Filters and such, after the title. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A page: one head of 48 px and a body that scrolls. */
export function Page({ title, actions, tools, children }: Props) {
  return (
    <section className="page">
      <header className="page-head">
        <h1>{title}</h1>
        {tools && <div className="page-tools">{tools}</div>}
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      <div className="page-body">{children}</div>
    </section>
  );
}
