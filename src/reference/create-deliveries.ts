import type { GuestAnswer } from '../guest/records.ts';
import type { Carrier } from './carrier.ts';

/** What answers are delivered through. */
export interface DeliveryOptions {
  readonly carrier: Pick<Carrier, 'deliver' | 'leaving'>;
  /** Whether nothing more is delivered. */
  readonly isOver: () => boolean;
  /** Told of each answer before it is sent. */
  readonly onSending: () => void;
}

/**
 * Returns a function that delivers answers in their order: at once, unless a large one before has not left this process yet. What it returns resolves when
 * the answer has left; so at most one large answer is encoded and waits in this process, whatever an extension has asked for.
 */
export const createDeliveries = ({ carrier, isOver, onSending }: DeliveryOptions): ((answer: GuestAnswer) => Promise<void> | undefined) => {
  /* The last of those that have not left. */
  let last: Promise<void> | undefined;

  const send = (answer: GuestAnswer): Promise<void> | undefined => {
    if (isOver()) return undefined;
    onSending();
    carrier.deliver(JSON.stringify(answer));
    return carrier.leaving();
  };
  return (answer) => {
    const leaves = last === undefined ? send(answer) : last.then(() => send(answer));
    if (leaves === undefined) return undefined;
    const mine = leaves.then(() => {
      if (last === mine) last = undefined;
    });
    last = mine;
    return mine;
  };
};
