// The demo people that journeys sign in as: button names on the demo's sign-in page, see demo/people.toml.

export const people = {
  inhabitant: /Aarau.*substanziell/,
  other: /Aarau.*substanziell/,
  clerk: /Sachbearbeit.*Aarau|Aarau.*Sachbearbeit/,
};
