// The demo people that journeys sign in as, by the name on the demo's sign-in page; see demo/people.toml.

export const people = {
  /** Lives in Aarau, and her name has every difficulty at once. */
  inhabitant: /Đặng Öztürk-Ǧ/,
  /** Lives in Aarau; nobody else uses this account, so that things can be counted. */
  alone: /Beat Beispiel/,
  /** Works for Aarau, for the residents' office and for taxes. */
  clerk: /Vera Vertretung/,
};
