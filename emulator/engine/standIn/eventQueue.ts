/** Hands events over one by one, in the order of their arrival. */
export class EventQueue<Event> {
  private readonly events: Event[] = [];
  private wake: (() => void) | undefined;

  push(event: Event): void {
    this.events.push(event);
    this.wake?.();
  }

  /** The next event; `undefined` once `interruption` has settled, whatever is waiting. */
  async next(interruption: Interruption): Promise<Event | undefined> {
    while (!interruption.isSettled) {
      const event = this.events.shift();
      if (event !== undefined) return event;
      const arrival = new Promise<void>((resolve) => (this.wake = resolve));
      await Promise.race([arrival, interruption.settled]);
    }
    return undefined;
  }
}

/** Something that happens once, or never. */
export class Interruption {
  isSettled = false;
  readonly settled: Promise<void>;
  private announce: () => void = () => undefined;

  constructor() {
    this.settled = new Promise((resolve) => (this.announce = resolve));
  }

  settle(): void {
    this.isSettled = true;
    this.announce();
  }
}
