/** Hands events over one by one, in the order of their arrival. */
export class EventQueue<Event> {
  private readonly events: Event[] = [];
  private wake: (() => void) | undefined;

  push(event: Event): void {
    this.events.push(event);
    this.wake?.();
  }

  /** The next event; `undefined` when `interrupted` settles before there is one. */
  async next(interrupted: Promise<unknown>): Promise<Event | undefined> {
    for (;;) {
      const event = this.events.shift();
      if (event !== undefined) return event;
      const arrival = new Promise<"arrived">((resolve) => {
        this.wake = () => {
          resolve("arrived");
        };
      });
      const outcome = await Promise.race([arrival, interrupted.then(() => "interrupted" as const)]);
      if (outcome === "interrupted") return undefined;
    }
  }
}
