import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useAround } from "./context";
import { Icon } from "./icons";

const scores = [1, 2, 3, 4, 5];

/** One to five after the end; asked once a conversation. */
export function Rating(): JSX.Element {
  const { chat, t } = useAround();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [standing, setStanding] = useState<"open" | "sending" | "failed" | "done">(chat.isRated ? "done" : "open");
  if (standing === "done") {
    return (
      <p class="thanks" role="status">
        {t("rate.thanks")}
      </p>
    );
  }
  const send = async () => {
    setStanding("sending");
    setStanding((await chat.rate(score, comment.trim())) ? "done" : "failed");
  };
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset>
        <legend>{t("rate.ask")}</legend>
        <div class="stars">
          {scores.map((n) => (
            <label key={n} class={n <= score ? "star on" : "star"}>
              <input type="radio" name="score" value={n} checked={score === n} aria-label={t("rate.score", { n })} onChange={() => setScore(n)} />
              <Icon name="star" size={28} filled={n <= score} />
            </label>
          ))}
        </div>
      </fieldset>
      {score > 0 && (
        <>
          <input
            class="comment"
            maxLength={500}
            value={comment}
            aria-label={t("rate.comment")}
            placeholder={t("rate.comment")}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          {standing === "failed" && (
            <p class="trouble" role="alert">
              {t("rate.failed")}
            </p>
          )}
          <button type="submit" class="primary" disabled={standing === "sending"}>
            {t("rate.send")}
          </button>
        </>
      )}
    </form>
  );
}
