import { ENGLISH } from "./words";

const { errors, ...words } = ENGLISH;

export const WORDS: readonly string[] = Object.values({ ...words, ...errors });
