// openapi.json → src/generated.ts: the shapes that the server says it takes and gives, as TypeScript.
//   node shared/generate-api.mjs           writes the file
//   node shared/generate-api.mjs --check   says whether it is the newest; exit code 1 when it isn't
import { readFileSync, writeFileSync } from "node:fs";

const source = new URL("openapi.json", import.meta.url);
const target = new URL("src/generated.ts", import.meta.url);
const METHODS = ["get", "post", "put", "delete", "patch"];

function typeOf(schema) {
  if (!schema) return "unknown";
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(" | ");
  switch (schema.type) {
    case "string": return schema.format === "binary" ? "Blob" : "string";
    case "integer":
    case "number": return "number";
    case "boolean": return "boolean";
    case "null": return "null";
    case "array": return listOf(typeOf(schema.items));
    case "object": return schema.properties ? `{ ${membersOf({ ...schema, bare: true }).join(" ")} }` : `Record<string, ${typeOf(schema.additionalProperties)}>`;
    default: return "unknown";
  }
}

const listOf = (type) => (/[ |]/.test(type) ? `(${type})[]` : `${type}[]`);

function membersOf(schema) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) =>
    `${schema.bare ? "" : comment(property.description, "  ")}${nameOf(name)}${required.has(name) ? "" : "?"}: ${typeOf(property)};`);
}

const nameOf = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** The comment and the line that goes before what it is about. */
const comment = (text, indent = "") =>
  (text ? `/** ${text.replace(/\s+/g, " ").replaceAll("*/", "* /").trim()} */\n${indent}` : "");

function declare([name, schema]) {
  const body = schema.type === "object" && schema.properties
    ? `export interface ${name} {\n${membersOf(schema).map((member) => `  ${member}\n`).join("")}}`
    : `export type ${name} = ${typeOf(schema)};`;
  return comment(schema.description) + body;
}

function callsOf([path, operations]) {
  return METHODS.filter((method) => operations[method]).map((method) => {
    const operation = operations[method];
    const parts = [
      ["path", parametersOf(operation, "path")],
      ["query", parametersOf(operation, "query")],
      ["body", contentOf(operation.requestBody)],
      ["answer", answerOf(operation)],
    ];
    const shape = parts.filter(([, type]) => type).map(([name, type]) => `${name}: ${type}`).join("; ");
    return `  ${comment(operation.summary, "  ")}"${method.toUpperCase()} ${path}": { ${shape} };`;
  });
}

function parametersOf(operation, place) {
  const found = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  if (found.length === 0) return undefined;
  return `{ ${found.map((parameter) => `${nameOf(parameter.name)}${parameter.required ? "" : "?"}: ${typeOf(parameter.schema)}`).join("; ")} }`;
}

function contentOf(body) {
  const [type, content] = Object.entries(body?.content ?? {})[0] ?? [];
  if (!content) return undefined;
  return type === "multipart/form-data" ? "FormData" : typeOf(content.schema);
}

function answerOf(operation) {
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith("2"));
  return [...new Set(answers.map(([, response]) => contentOf(response) ?? "void"))].join(" | ") || "void";
}

const document = JSON.parse(readFileSync(source, "utf8"));
const text = [
  "// Made from openapi.json by generate-api.mjs (npm run generate). Don't edit.",
  ...Object.entries(document.components.schemas).map(declare),
  `/** Every call: what it takes, and what it answers when it isn't refused. */\nexport interface Calls {\n${
    Object.entries(document.paths).flatMap(callsOf).join("\n")}\n}`,
].join("\n\n") + "\n";

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error("web/shared/src/generated.ts is older than openapi.json: run npm run generate in web/");
  process.exit(1);
}
