/** One block of a `text/event-stream`. */
export interface Block {
  readonly id: string | null;
  readonly event: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into data of every shape
  readonly data: any;
  readonly comments: readonly string[];
}

/** Reads a stream block by block, as a browser would. */
export function readBlocks(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';

  async function next(): Promise<Block | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return parse(block);
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += decoder.decode(value, { stream: true });
    }
  }

  return {
    next,
    /** The next block that is an event, past comments and bare ids; null at the end of the stream. */
    async event(): Promise<Block | null> {
      for (;;) {
        const block = await next();
        if (block === null || block.event !== null) return block;
      }
    },
    async events(count: number): Promise<Block[]> {
      const found: Block[] = [];
      while (found.length < count) {
        const block = await this.event();
        if (block === null) throw new Error(`The stream ended after ${found.length} events`);
        found.push(block);
      }
      return found;
    },
    cancel: () => reader.cancel(),
  };
}

function parse(block: string): Block {
  const lines = block.split('\n');
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  const data = field('data');
  return {
    id: field('id'),
    event: field('event'),
    data: data === null ? null : JSON.parse(data),
    comments: lines.filter((line) => line.startsWith(':')),
  };
}
