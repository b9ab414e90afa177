// Serves files or single pages on a free loopback port, for tests that need no portal.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const kinds = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

/** `source` is a folder, or an object path → HTML. Gives `url(path)` and `stop()`. */
export async function stage(source) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://stage").pathname);
    const body = typeof source === "string" ? await readFile(join(source, normalize(path))).catch(() => undefined) : source[path];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": kinds[extname(path)] ?? kinds[".html"] });
    response.end(body ?? "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: (path) => `http://localhost:${server.address().port}${path}`,
    stop: () => new Promise((done) => server.close(done) && server.closeAllConnections()),
  };
}
