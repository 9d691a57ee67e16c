/** The reference server: Node's own http and nothing else. `node bare-server.ts PORT BYTES`. */
import { createServer } from 'node:http';

const [port, bytes] = process.argv.slice(2).map(Number);
const body = Buffer.from(JSON.stringify({ filler: 'x'.repeat(Math.max((bytes ?? 0) - 13, 0)) }));
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}).listen(port, '127.0.0.1');
