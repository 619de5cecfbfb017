import { useTranslation } from "react-i18next";
import { Page } from "../../ui/Page";
import { MyProfile } from "./MyProfile";
import "./staff.css";

/** What everybody sets of themselves: name, language, password. */
export function ProfilePage() {
  const { t } = useTranslation();
  return <Page title={t("staff.tab.me")}><MyProfile /></Page>;
}
