/** Something that the directory may log. */
export interface ActivityType {
  readonly activity: string;
  readonly category: string;
  readonly service: string;
}

export interface KnownActivities {
  readonly types: readonly ActivityType[];
  /** Asking again finds no more. */
  readonly isAll: boolean;
}

export const noActivities: KnownActivities = { types: [], isAll: true };
