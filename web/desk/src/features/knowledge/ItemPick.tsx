import { Select } from "antd";
import { useState } from "react";
import { useItemSearch } from "./api";

export interface Picked {
  id: string;
  question: string;
  inherited: boolean;
}

/** Picks an item by words of it. */
export function ItemPick({ tenant, label, picked, onPick }: { tenant: string; label: string; picked: Picked | undefined; onPick: (item: Picked) => void }) {
  const [typed, setTyped] = useState("");
  const found = useItemSearch(tenant, typed);
  const items = typed.trim() === "" ? [] : (found.data?.items ?? []).filter((one) => one.state !== "archived");
  const options = items.map((one) => ({ value: one.id, label: one.question }));
  const known = picked && !options.some((one) => one.value === picked.id) ? [{ value: picked.id, label: picked.question }, ...options] : options;
  const pick = (id: string) => {
    const row = items.find((one) => one.id === id);
    if (row) onPick({ id, question: row.question, inherited: row.inherited });
  };
  return (
    <Select className="kn-pick-item" showSearch={{ filterOption: false, onSearch: setTyped }} value={picked?.id ?? null} options={known}
      placeholder={label} aria-label={label} notFoundContent={null} onChange={pick} />
  );
}
