/**
 * Members that only the modules behind the loader name: the build gives them short names. None may be one of a frame,
 * of what the browser keeps, of an option, a word, or of what the loader and the panel say to each other.
 */
export const INTERNAL = `
  actions advance around attempts blocks canClose canOpen commented connectivity delivery dropStreaming ensure environment
  expandIcon expandLabel foreignUntil forgetFailed forgetStored given hasOlder heard hurry impossible isAnswered isAtEnd isBare
  isBehind isConfirmed isCut isDone isDue isEmpty isFull isGrowing isImage isLoose isOnline isReady isServing isSource isStored
  isStreaming isUpTo isUsed isVisible labels listConversations listed longestMessage newest nextChange notBefore oldest onWake
  opened outbox owed parts prepend probe rateable ratings received references refuse session settle showConversations
  stoppable streaming toEnd transcript wanted
`.trim().split(/\s+/);
