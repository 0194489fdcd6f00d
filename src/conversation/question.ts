/**
 * Everything a person may be asked, one kind each. All who wait for an answer may know what a question is `about`; the
 * `details` are for the one command that asks. Nothing here is secret but the answer.
 */
export interface Questions {
  /** The code of an MFA device, when AWS wants one. */
  readonly "mfa-code": {
    readonly about: {
      readonly serialNumber: string;
      /** What the code is for, as one types it behind `actas whoami`: a profile, or a role ARN with its profile. */
      readonly target: string;
    };
    readonly details: {
      /** Why the question comes again: absent the first time. */
      readonly again?: "wrong-code" | "code-already-used" | "not-six-digits";
      /** The question names neither the device nor the role. */
      readonly hideArns?: true;
      /** How many codes may still be sent, with `again`. */
      readonly triesLeft?: number;
    };
    readonly answer: string;
  };
  /** The password of the OATH application on a YubiKey, which protects its accounts. */
  readonly "oath-password": {
    readonly about: {
      /** Of the YubiKey. */
      readonly serial: string;
    };
    readonly details: {
      /** Why the question comes again: absent the first time. */
      readonly again?: "wrong-password";
    };
    /** Empty: the user does without the key. */
    readonly answer: string;
  };
  /** The passphrase of the file that has the key to what is kept. */
  readonly passphrase: {
    readonly about: Record<never, never>;
    readonly details: {
      /** `repeat` follows `choose`, so that a slip of the finger is noticed. */
      readonly step: "open" | "choose" | "repeat";
      /** Why the question comes again: absent the first time. */
      readonly again?: "wrong" | "different";
    };
    /** Empty: the user does without what is kept. */
    readonly answer: string;
  };
  /** A page on which the user signs in, in a browser. It is shown until the sign-in is done, or over. */
  readonly "sign-in": {
    readonly about: {
      /** The id of the source, for the user. */
      readonly source: string;
    };
    readonly details: {
      /** What the browser opens: a short address on loopback that leads there, or the page of the device grant. */
      readonly url: string;
      /** Device grant: what the user types on the page. What another page shows, or has filled in, is not ours. */
      readonly userCode?: string;
      /** How long it is waited for. */
      readonly patienceSeconds?: number;
      /** Code grant: the port on this machine that the browser has to reach in the end. */
      readonly port?: number;
      /** Code grant: the page that `url` leads to, for a browser that does not reach this machine. */
      readonly authorizationUrl?: string;
      /** Why an answer cannot be used, so that the question comes again: absent the first time. */
      readonly again?: string;
    };
    /** The address to which the browser was led in the end, and which it could not open; with it comes the code. */
    readonly answer: string | undefined;
  };
}

export type QuestionKind = keyof Questions;

/** A question, with what only the command that asks it may see. */
export type Question<K extends QuestionKind = QuestionKind> = {
  [P in K]: { readonly kind: P } & Questions[P]["about"] & Questions[P]["details"];
}[K];

export type Answer<K extends QuestionKind> = Questions[K]["answer"];

/** What a question is about: all who wait for its answer may know it. */
export type Topic<K extends QuestionKind = QuestionKind> = {
  [P in K]: { readonly kind: P } & Questions[P]["about"];
}[K];

/** A way to ask each kind of question. */
export type Askers = {
  readonly [K in QuestionKind]: (question: Question<K>, signal: AbortSignal) => Promise<Answer<K>>;
};

const TOPICS: { readonly [K in QuestionKind]: (question: Topic<K>) => Topic } = {
  "mfa-code": ({ kind, serialNumber, target }) => ({ kind, serialNumber, target }),
  "oath-password": ({ kind, serial }) => ({ kind, serial }),
  passphrase: ({ kind }) => ({ kind }),
  "sign-in": ({ kind, source }) => ({ kind, source }),
};

/** What a question is about, without its details. */
export function topicOf<K extends QuestionKind>(question: Topic<K>): Topic {
  return TOPICS[question.kind](question);
}
