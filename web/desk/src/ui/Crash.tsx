import { Component, type ReactNode } from "react";
import { ErrorBox } from "./ErrorBox";

/** Keeps a broken page from taking the rail with it. */
export class Crash extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <div className="page-body"><ErrorBox error={this.state.error} onRetry={() => location.reload()} /></div>;
  }
}
