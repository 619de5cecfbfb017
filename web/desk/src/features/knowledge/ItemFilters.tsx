import { SearchOutlined } from "@ant-design/icons";
import { AutoComplete, Input, type InputRef, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../ui/keys";
import type { Go } from "./address";
import type { Filters } from "./api";

const pauseMs = 200;

export function ItemFilters({ filters, categories, go }: { filters: Filters; categories: string[]; go: Go }) {
  const { t } = useTranslation();
  const box = useRef<InputRef>(null);
  const [typed, setTyped] = useState(filters.q ?? "");
  useEffect(() => {
    const timer = setTimeout(() => typed !== (filters.q ?? "") && go({ q: typed.trim() || undefined }, true), pauseMs);
    return () => clearTimeout(timer);
    // Only what is typed starts the search; a changed address must not.
  }, [typed]); // oxlint-disable-line react-hooks/exhaustive-deps
  useKeys("knowledge", [{ keys: "/", label: t("knowledge.keys.search"), run: () => box.current?.focus() }]);

  return (
    <search className="kn-filters">
      <Input ref={box} prefix={<SearchOutlined aria-hidden />} allowClear value={typed} onChange={(event) => setTyped(event.target.value)}
        placeholder={t("knowledge.filter.q")} aria-label={t("knowledge.filter.q")} />
      <div className="kn-filter-row">
        <Select size="small" allowClear placeholder={t("knowledge.filter.state")} aria-label={t("knowledge.filter.state")} value={filters.state}
          onChange={(state?: string) => go({ state })}
          options={(["draft", "changed", "published", "archived"] as const).map((value) => ({ value, label: t(`knowledge.state.${value}`) }))} />
        <Select size="small" allowClear placeholder={t("knowledge.filter.language")} aria-label={t("knowledge.filter.language")} value={filters.language}
          onChange={(language?: string) => go({ language })}
          options={(["zh-CN", "en"] as const).map((value) => ({ value, label: t(`knowledge.language.${value}`) }))} />
        <AutoComplete size="small" allowClear placeholder={t("knowledge.filter.category")} aria-label={t("knowledge.filter.category")}
          defaultValue={filters.category ?? null} options={categories.map((value) => ({ value }))} onSelect={(category: string) => go({ category })}
          onClear={() => go({ category: undefined })} onBlur={(event) => go({ category: (event.target as HTMLInputElement).value || undefined }, true)} />
      </div>
    </search>
  );
}
