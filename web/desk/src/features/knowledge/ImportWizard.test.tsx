import type { ImportReport } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ImportWizard } from "./ImportWizard";
import { type Asked, show, tenant } from "./testing";

afterEach(cleanup);

const report: ImportReport = {
  columns: ["问题", "相似问法", "回答"], mapping: { question: "问题", answer: "回答" }, rows: 12, created: 9, updated: 2, unchanged: 1, errors: [], warnings: [], encoding: "gb18030",
  preview: [{ row: 2, question: "什么时候发货", similarCount: 3, answer: "当天发出。", change: "new" }],
};
const sheet = new File(["问题,回答\n"], "faq.csv", { type: "text/csv" });
const pick = (file: File) => fireEvent.change(screen.getByLabelText("Choose a file", { selector: "input" }), { target: { files: [file] } });
const imports = (calls: Asked[]) => calls.filter((call) => call.path === "/v1/knowledge:import");
const field = (body: unknown, name: string) => (body instanceof FormData ? body.get(name) : undefined);

test("says exactly what will happen, and imports only when told to", async () => {
  const calls = await show(<ImportWizard tenant={tenant} onLeave={() => undefined} />, () => report);
  pick(sheet);
  expect(await screen.findByText(/12 rows read: 9 new, 2 changed, 1 the same\. All become drafts/)).toBeTruthy();
  expect(screen.getByText("什么时候发货")).toBeTruthy();
  expect(imports(calls).map((call) => call.query.get("dryRun"))).toEqual(["true"]);

  fireEvent.click(screen.getByRole("button", { name: "Import 11 items" }));
  expect(await screen.findByText("Imported: 9 new, 2 changed")).toBeTruthy();
  expect(imports(calls).at(-1)?.query.get("dryRun")).toBe("false");
  expect(field(imports(calls).at(-1)?.body, "mapping")).toBe(JSON.stringify(report.mapping));
});

test("rows with errors are listed and nothing can be imported", async () => {
  await show(<ImportWizard tenant={tenant} onLeave={() => undefined} />, () => ({ ...report, errors: [{ row: 7, column: "回答", message: "The answer is empty" }] }));
  pick(sheet);
  expect(await screen.findByText("The answer is empty")).toBeTruthy();
  expect(screen.getByText(/1 row has a problem, so the file won't be imported/)).toBeTruthy();
  expect(screen.getByRole("button", { name: /^Import/ }).hasAttribute("disabled")).toBe(true);
  expect(screen.getByRole("button", { name: "Download the list" })).toBeTruthy();
});

test("choosing another column reads the file again with it", async () => {
  const calls = await show(<ImportWizard tenant={tenant} onLeave={() => undefined} />, () => report);
  pick(sheet);
  const similar = await screen.findByRole("combobox", { name: "Similar questions" });
  fireEvent.mouseDown(similar);
  fireEvent.click(await screen.findByTitle("相似问法"));
  await waitFor(() => expect(imports(calls)).toHaveLength(2));
  expect(field(imports(calls)[1]?.body, "mapping")).toBe(JSON.stringify({ ...report.mapping, similar: "相似问法" }));
  expect(imports(calls)[1]?.query.get("dryRun")).toBe("true");
});

test("without a question column it asks for one first", async () => {
  await show(<ImportWizard tenant={tenant} onLeave={() => undefined} />, () => ({ ...report, mapping: { answer: "回答" } }));
  pick(sheet);
  expect(await screen.findByText(/First say which column is the question/)).toBeTruthy();
  expect(screen.getByRole("button", { name: /^Import/ }).hasAttribute("disabled")).toBe(true);
});

test("a file that can't be read is refused with its reason, and nothing was stored", async () => {
  const calls = await show(<ImportWizard tenant={tenant} onLeave={() => undefined} />, () => ({ status: 422, problem: { title: "Not a sheet", status: 422, detail: "The file isn't a workbook." } }));
  pick(new File(["x"], "notes.pdf"));
  expect(screen.getByRole("alert").textContent).toContain("neither csv nor xlsx");
  expect(imports(calls)).toHaveLength(0);
  pick(new File(["x"], "faq.xlsx"));
  expect(await screen.findByText("The file isn't a workbook.")).toBeTruthy();
  expect(screen.getByText("Nothing was stored.")).toBeTruthy();
});
