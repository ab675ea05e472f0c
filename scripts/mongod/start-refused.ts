/** A start that cannot go on for a reason the person at the terminal can act on; the message is all they need. */
export class StartRefused extends Error {
  override name = 'StartRefused';
  readonly exitCode = 1;
}
