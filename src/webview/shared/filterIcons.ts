/** Codicons of the gestures that filter for a value and filter it out, wherever there is a button for them: those of their keys, `+` and `-`. */
export const filterIcons = { keep: "add", leaveOut: "remove" } as const;
