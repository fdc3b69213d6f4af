/** Returns a timer; one that is late because this event loop was busy first lets the answers in that have been waiting. */
export const deadline = (ms: number, expired: () => void): NodeJS.Timeout => setTimeout(() => setImmediate(expired), ms);
