import { request, type Agent } from 'node:http';

/** Sends JSON text to `/echo` and resolves when the same text has come back. @throws {Error} when something else has. */
export const postEcho = (agent: Agent, port: number, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path: '/echo',
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': text.length },
      },
      (response) => {
        let got = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (got += chunk));
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200 && got === text) resolve();
          else
            reject(
              new Error(`Expected 200 and the text that was sent, got ${response.statusCode} and ${JSON.stringify(got.slice(0, 200))}`),
            );
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
