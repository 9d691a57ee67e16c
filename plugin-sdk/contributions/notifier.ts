/**
 * Point `notifier`: brings word of alerts to people. A contact point is an instance of it (`context.instance`): what an administrator
 * entered lies in `instance.settings`, secrets reach the wire by the host (`{{ .SecureJsonData.x }}` in `headers`) and never the plugin.
 */
import type { CallContext } from './context.ts';

export interface NotifierDeclaration {
  readonly label: string;
  readonly description: string;
  /** What a contact point of this kind has to be told; the page draws a form of it. */
  readonly fields: readonly NotifierField[];
  /** Sent with every fetch to the instance, filled in outside the plugin, as in a datasource's declaration. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface NotifierField {
  /** Key in the instance's `settings`; of a secret, its name in `secretNames`. */
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly kind: 'text' | 'lines' | 'number' | 'switch' | 'choice' | 'secret';
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly required?: boolean;
  readonly placeholder?: string;
}

/** An alert as it is told: times in epoch milliseconds, `end` only once it is over. */
export interface NotifiedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end?: number;
  /** What was measured, by refId of the rule. */
  readonly values: Readonly<Record<string, number>>;
  /** Where to look: the rule's page, and the panel it came from. */
  readonly url: string;
  readonly panelUrl?: string;
  readonly silenceUrl?: string;
  /** The same for the same labels. */
  readonly fingerprint: string;
}

/** One message about one group of alerts. `title` and `text` are made from the contact point's templates. */
export interface Notification {
  readonly status: 'firing' | 'resolved';
  readonly title: string;
  readonly text: string;
  readonly alerts: readonly NotifiedAlert[];
  /** Alerts of the group that were left out because there are too many. */
  readonly truncated: number;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  /** The same for each message about this group: what services take as a key against duplicates. */
  readonly groupKey: string;
  /** Where this server is reached. */
  readonly externalUrl: string;
}

/**
 * `retry`: the same may work later (too many requests, unreachable); asked again after `afterMs`, or with growing pauses. `refused`: it
 * never will (wrong key, unknown channel); a person has to change the contact point, and reads `message`.
 */
export type Delivery =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'retry'; readonly message: string; readonly afterMs?: number }
  | { readonly outcome: 'refused'; readonly message: string };

export interface NotifierHandler {
  /** Failures that are thrown (an unreachable server) count as `retry`. */
  send(notification: Notification, context: CallContext): Delivery | Promise<Delivery>;
  /** Sentences on what is wrong with the settings as they were entered; none: nothing is. */
  check?(context: CallContext): readonly string[] | Promise<readonly string[]>;
}
