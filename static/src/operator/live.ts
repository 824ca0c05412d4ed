/** What was stored, by whatever replica. */
export interface News {
  readonly thread_id: string;
  readonly type: string;
  readonly at: string;
}

/** Told of what is stored. */
export interface Follower {
  /** These happened; several within a moment are told together. */
  told(news: readonly News[]): void;
  /** Anything may have happened. */
  missed(): void;
  /** Whether the server can be heard at present. */
  heard(isHeard: boolean): void;
}

/** How long news are gathered, in ms. */
const MOMENT = 200;

/** Follows what the run of one conversation is doing, and is told "" at its end. @returns ends it */
export function followStatus(thread: string, told: (text: string) => void): () => void {
  const source = new EventSource(`/api/threads/${encodeURIComponent(thread)}/status`);
  source.onmessage = ({ data }: MessageEvent<string>) => told((JSON.parse(data) as { readonly text: string }).text);
  source.onerror = () => told(""); // what it was doing may have ended meanwhile
  return () => source.close();
}

/** Follows what is stored as it is; the browser comes back by itself, and misses nothing. Ends with the page. */
export function follow(follower: Follower): void {
  const source = new EventSource("/api/events");
  let gathered: News[] = [];
  source.onopen = () => follower.heard(true);
  source.onerror = () => {
    follower.heard(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(follower), 5_000);
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    if (gathered.length === 0) {
      setTimeout(() => {
        const news = gathered;
        gathered = [];
        follower.told(news);
      }, MOMENT);
    }
    gathered.push(JSON.parse(data) as News);
  };
  source.addEventListener("reload", () => follower.missed());
}
