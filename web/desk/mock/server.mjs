// A server that speaks the HTTP contract from memory, for working on the desk without the real one.
// node mock/server.mjs [port] [folder of the built desk]   ·   POST /mock/storm {"count":10000,"seconds":60}
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { admin } from "./admin.mjs";
import { desk } from "./desk.mjs";

const port = Number(process.argv[2] ?? 5080);
const built = process.argv[3] ?? new URL("../../../src/ServiceOS/wwwroot/desk", import.meta.url).pathname;
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json", ".png": "image/png" };

createServer(async (request, response) => {
  const url = new URL(request.url, "http://mock");
  try {
    if (url.pathname.startsWith("/desk")) return page(url, response);
    if (await desk(request, response, url)) return;
    if (await admin(request, response, url, desk.nudgeBoard)) return;
    response.writeHead(404, { "content-type": "application/problem+json" });
    response.end(JSON.stringify({ type: "about:blank", title: "Not found", status: 404, traceId: "mock" }));
  } catch (error) {
    console.error(error);
    if (!response.headersSent) response.writeHead(500, { "content-type": "application/problem+json" });
    response.end(JSON.stringify({ type: "about:blank", title: "The mock failed", status: 500, detail: String(error), traceId: "4bf92f3577b34da6a3ce929d0e0e4736" }));
  }
}).listen(port, "127.0.0.1", () => console.log(`mock on http://127.0.0.1:${port}/desk/`));

function page(url, response) {
  const path = normalize(url.pathname.replace(/^\/desk\/?/, ""));
  const file = join(built, path);
  const found = path !== "." && !path.startsWith("..") && existsSync(file) && statSync(file).isFile() ? file : join(built, "index.html");
  response.writeHead(200, { "content-type": types[extname(found)] ?? "application/octet-stream" });
  createReadStream(found).pipe(response);
}
