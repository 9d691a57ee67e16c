/** A note as its route answers it and its page shows it. */
export interface Note {
  readonly id: number;
  readonly text: string;
  readonly author: string;
  /** Epoch milliseconds. */
  readonly created: number;
}
export const notesPath = '/api/plugins/acme-sample-app/resources/notes';
