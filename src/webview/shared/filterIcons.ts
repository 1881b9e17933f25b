/** Codicons of the gestures that filter for a value and filter it out, wherever there is a button for them: those of their keys, `+` and `-`; and of a grid beside. */
export const filterIcons = { keep: "add", leaveOut: "remove", beside: "split-horizontal" } as const;
