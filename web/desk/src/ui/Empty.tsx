import type { ReactNode } from "react";
import "./ui.css";

interface Props {
  /** What will appear here. */
  title: ReactNode;
  /** How to get the first one. */
  children?: ReactNode;
  action?: ReactNode;
}

/** An empty place that teaches. */
export function Empty({ title, children, action }: Props) {
  return (
    <div className="empty" role="note">
      <p className="empty-title">{title}</p>
      {children && <div className="empty-text">{children}</div>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}
