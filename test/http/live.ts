export interface Message {
  id: string | null;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of any type
  data: any;
}

/** Reads server-sent events one by one; comments are skipped. */
export async function* messagesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Message, void> {
  let text = '';
  for await (const piece of decode(stream)) {
    text += piece;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const message = parse(text.slice(0, end));
      text = text.slice(end + 2);
      if (message) yield message;
    }
  }
}

function parse(block: string): Message | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const match = /^(\w+): ?(.*)$/.exec(line);
    if (match) fields.set(match[1] ?? '', match[2] ?? '');
  }
  const data = fields.get('data');
  if (data === undefined) return null;
  return { id: fields.get('id') ?? null, event: fields.get('event') ?? '', data: JSON.parse(data) };
}

async function* decode(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  for await (const bytes of stream) yield decoder.decode(bytes, { stream: true });
}
