import type { Answered } from "@serviceos/shared/api";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../../ui/keys";
import { useToasts } from "../../../ui/UndoToast";
import { useAddress } from "../address";
import type { Question } from "../api";
import { useGoldenActs } from "./api";
import { goldenOf } from "./expect";

/** One key: what was just answered is right, and is to stay so. What is no outcome to agree on is agreed on in the form. */
export function KeepGolden({ tenant, asked, answered }: { tenant: string; asked: Question; answered: Answered }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  const { tell, offerUndo } = useToasts();
  const { keep, drop } = useGoldenActs(tenant);
  const golden = goldenOf(asked, answered);
  const run = () => {
    if (!golden) return go({ golden: asked.question });
    if (!keep.isPending)
      keep.mutate(golden, {
        onSuccess: ({ id }) => offerUndo(t("knowledge.golden.kept", { question: asked.question }), () => drop.mutate(id)),
        onError: () => tell(t("knowledge.golden.failed"), "error"),
      });
  };
  useKeys("knowledge", [{ keys: "y", label: t("knowledge.golden.keep"), run }]);
  return <Button size="small" className="golden-keep" aria-keyshortcuts="y" loading={keep.isPending && { delay: 300 }} onClick={run}>{t("knowledge.golden.keep")} <kbd>Y</kbd></Button>;
}
