import { useTranslation } from "react-i18next";
import { Page } from "../../ui/Page";

export function ConversationPage() {
  const { t } = useTranslation();
  return <Page title={t("nav.conversations")}>{null}</Page>;
}
