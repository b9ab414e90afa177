// The demo people that journeys sign in as, by the name on the demo's sign-in page; see demo/people.toml.

export const people = {
  /** Lives in Aarau, and her name has every difficulty at once. */
  inhabitant: /Đặng Öztürk-Ǧ/,
  /** Lives in Aarau; nobody else uses this account, so that things can be counted. */
  alone: /Beat Beispiel/,
  /** Works for Aarau, for the residents' office and for taxes. */
  clerk: /Vera Vertretung/,
  /** Works for Aarau, for taxes alone: dogs are among them. */
  tax: /Timo Taxe/,
  /** Designs services at the canton of Aargau. */
  designer: /Doris Design/,
  /** Looks after the services of Aarau. */
  editor: /Rita Redaktion/,
  /** Reads them again. */
  secondEditor: /Reto Redaktion/,
  /** Keeps the processes of Aarau running, its own models too. */
  localOperator: /Olga Ordnung/,
  /** Keeps the portals of the canton of Aargau running. */
  operator: /Otto Operator/,
};
