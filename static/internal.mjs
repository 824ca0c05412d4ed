/**
 * Members that only the modules behind the loader name: the build gives them short names. None may be one of a frame,
 * of what the browser keeps, of an option, a word, of what the loader and the panel say to each other, or of the browser's
 * own objects.
 */
export const INTERNAL = `
  actions around attempts blocks callable called canClose canOpen commented connectivity delivery dropStreaming ensure
  environment expandIcon expandLabel foreignUntil forgetFailed forgetStored given hasOlder heard hurry impossible
  isAnswered isAtEnd isBare isBehind isConfirmed isCut isDone isDue isEmpty isFull isGrowing isImage isLoose isOnline
  isReady isServing isSource isStored isStreaming isText isUpTo isUsed isVisible listConversations listed localise longestMessage
  newest nextChange notBefore offer offered oldest onWake opened outbox owed parts probe rateable ratings received
  references refuse session settle showConversations stoppable streaming toEnd typing wanted
`.trim().split(/\s+/);
