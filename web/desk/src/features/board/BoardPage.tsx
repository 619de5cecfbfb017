import { useTranslation } from "react-i18next";
import { Page } from "../../ui/Page";

export function BoardPage() {
  const { t } = useTranslation();
  return <Page title={t("nav.board")}>{null}</Page>;
}
