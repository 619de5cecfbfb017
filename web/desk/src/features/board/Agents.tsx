import type { Board, PresenceState } from "@serviceos/shared/api";
import { useTranslation } from "react-i18next";

const states: PresenceState[] = ["online", "busy", "away", "offline"];

/** Who is here and how full their hands are, by state. */
export function Agents({ agents }: { agents: Board["agents"] }) {
  const { t } = useTranslation();
  const groups = states.map((state) => ({ state, of: agents.filter((agent) => agent.state === state) })).filter(({ of }) => of.length > 0);
  return (
    <section className="board-card board-agents" aria-label={t("board.agents.title")}>
      <h2>{t("board.agents.title")} <span className="muted">{groups.map(({ state, of }) => `${t(`board.agents.${state}`)} ${of.length}`).join(" · ")}</span></h2>
      {agents.length === 0 && <p className="muted">{t("board.agents.none")}</p>}
      <div className="board-scroll">
        {groups.map(({ state, of }) => (
          <section key={state}>
            <h3>{t(`board.agents.${state}`)}</h3>
            <ul>
              {of.map((agent) => (
                <li key={agent.id} className={state === "offline" ? "off" : agent.assigned >= agent.capacity ? "full" : ""}>
                  <span>{agent.name}</span>
                  <span className="board-load" aria-hidden><i style={{ width: `${Math.min(100, (agent.assigned / Math.max(1, agent.capacity)) * 100)}%` }} /></span>
                  <span className="num">{agent.assigned} / {agent.capacity}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}
