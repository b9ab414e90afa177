// A commune's own web site on another origin, with the strictest policy that still lets the portal in.

import http from "node:http";

/** Starts it; `origin` is its address, `where()` tells the portal's. Its pages are `/` (all elements), `/dunkel` and `/ohne` (no script). */
export async function startForeignSite(where, { lang = "de" } = {}) {
  const server = http.createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const portal = where();
    if (path === "/stil.css") return answer(response, "text/css", styles);
    if (path === "/favicon.ico") return response.writeHead(204).end();
    answer(response, "text/html; charset=utf-8", page(path, portal, lang), {
      "content-security-policy": `default-src 'none'; script-src ${portal}; connect-src ${portal}; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://gemeinde.localhost:${server.address().port}`;
  return { origin, stop: () => new Promise((done) => (server.close(done), server.closeAllConnections())) };
}

function answer(response, kind, body, headers = {}) {
  response.writeHead(200, { "content-type": kind, "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

const styles = `
body { margin: 0 auto; padding: 1rem; max-width: 60rem; font-family: Georgia, serif; background: #fbf7ef; color: #222 }
.dunkel { color-scheme: dark; background: #14110c; color: #f3efe6 }
section { margin-block: 1.5rem }
`;

function page(path, portal, lang) {
  const script = path === "/ohne" ? "" : `<script src="${portal}/einbetten.js" defer></script>`;
  return `<!DOCTYPE html>
<html lang="${lang}"${path === "/dunkel" ? ' class="dunkel"' : ""}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gemeinde Beispiel</title><link rel="stylesheet" href="/stil.css">${script}</head>
<body${path === "/dunkel" ? ' class="dunkel"' : ""}><main><h1>Gemeinde Beispiel</h1><p>Willkommen auf unserer eigenen Website.</p>
<section><portikus-search><a href="${portal}/">Zum Serviceportal</a></portikus-search></section>
<section><portikus-service key="fuehrerausweis-verlust"><a href="${portal}/leistungen/fuehrerausweis-verlust">Leistung im Portal</a></portikus-service></section>
<section><portikus-tiles only="umziehen, familie"><a href="${portal}/lebenslagen">Lebenslagen</a></portikus-tiles></section>
</main></body></html>`;
}
