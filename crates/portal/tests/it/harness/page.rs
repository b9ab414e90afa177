//! An answer as a person sees it: its text, links and forms.

use scraper::{ElementRef, Html, Selector};
use url::Url;

/// An answer of the portal.
#[derive(Clone)]
pub struct Page {
    /// Its address.
    pub url: Url,
    /// Its status.
    pub status: u16,
    /// Header names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// What came.
    pub body: Vec<u8>,
}

impl Page {
    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone())
    }

    /// Path and query.
    pub fn path(&self) -> String {
        self.url[url::Position::BeforePath..].to_owned()
    }

    /// An address on this page as a whole one.
    pub fn resolve(&self, href: &str) -> String {
        self.url.join(href).expect("a sound address").to_string()
    }

    /// The source.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Everything readable inside `main`, or on the whole page where there is none, with single spaces.
    pub fn text(&self) -> String {
        let all = self.texts("main");
        if all.is_empty() { self.texts("body").join(" ") } else { all.join(" ") }
    }

    /// The text of every element that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.find_all(selector, |element| Some(words(element)))
    }

    /// An attribute of every element that a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.find_all(selector, |element| element.value().attr(name).map(str::to_owned))
    }

    fn find_all(&self, selector: &str, read: impl Fn(ElementRef<'_>) -> Option<String>) -> Vec<String> {
        let html = Html::parse_document(&self.html());
        let selector = Selector::parse(selector).expect("a sound selector");
        html.select(&selector).filter_map(read).collect()
    }

    /// The title.
    pub fn title(&self) -> String {
        self.texts("title").concat()
    }

    /// The addresses of all links.
    pub fn links(&self) -> Vec<String> {
        self.attributes("a[href]", "href")
    }

    /// The first link whose address holds `part`.
    pub fn link(&self, part: &str) -> String {
        let found = self.links().into_iter().find(|href| href.contains(part));
        found.unwrap_or_else(|| panic!("no link with {part:?} on {} ({}): {}", self.url, self.status, self.text()))
    }

    /// The first form whose address holds `part`.
    pub fn find_form(&self, part: &str) -> Option<Form> {
        let html = Html::parse_document(&self.html());
        let forms = Selector::parse("form").expect("a sound selector");
        html.select(&forms)
            .filter(|form| form.value().attr("action").unwrap_or_default().contains(part))
            .map(|form| Form::read(self, form))
            .next()
    }

    /// The same; it has to be there.
    pub fn form(&self, part: &str) -> Form {
        let found = self.find_form(part);
        found.unwrap_or_else(|| panic!("no form to {part:?} on {} ({}): {}", self.url, self.status, self.text()))
    }
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A form with what stands in it.
#[derive(Clone)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Its fields in order: no buttons.
    pub fields: Vec<(String, String)>,
    /// Files: field, name, contents.
    pub files: Vec<(String, String, Vec<u8>)>,
    multipart: bool,
}

impl Form {
    /// A form that no page shows.
    pub fn new(action: &str, fields: &[(&str, &str)]) -> Form {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Form { action: action.to_owned(), fields, files: Vec::new(), multipart: false }
    }

    fn read(page: &Page, form: ElementRef<'_>) -> Form {
        let inputs = Selector::parse("input[name], textarea[name], select[name]").expect("a sound selector");
        let chosen = Selector::parse("option[selected]").expect("a sound selector");
        let fields = form.select(&inputs).filter_map(|input| {
            let attribute = |name: &str| input.value().attr(name);
            let name = attribute("name")?.to_owned();
            let value = match (input.value().name(), attribute("type").unwrap_or("text")) {
                (_, "file" | "submit" | "button") => return None,
                (_, "radio" | "checkbox") => {
                    attribute("checked")?;
                    attribute("value").unwrap_or("on").to_owned()
                }
                ("textarea", _) => input.text().collect::<String>().trim_start_matches('\n').to_owned(),
                ("select", _) => input.select(&chosen).next()?.value().attr("value").unwrap_or_default().to_owned(),
                _ => attribute("value").unwrap_or_default().to_owned(),
            };
            Some((name, value))
        });
        Form {
            action: page.resolve(form.value().attr("action").unwrap_or_default()),
            fields: fields.collect(),
            files: Vec::new(),
            multipart: form.value().attr("enctype") == Some("multipart/form-data"),
        }
    }

    /// Writes something into a field, chooses an option or presses a button with a name.
    pub fn set(mut self, name: &str, value: &str) -> Form {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ticks one more box of this name.
    pub fn add(mut self, name: &str, value: &str) -> Form {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Writes into several fields.
    pub fn fill(self, answers: &[(&str, &str)]) -> Form {
        answers.iter().fold(self, |form, (name, value)| form.set(name, value))
    }

    /// Takes a field away.
    pub fn without(mut self, name: &str) -> Form {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// Chooses a file.
    pub fn attach(mut self, field: &str, name: &str, bytes: &[u8]) -> Form {
        self.files.push((field.to_owned(), name.to_owned(), bytes.to_vec()));
        self
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Content type and body, as browsers send them.
    pub fn encode(&self) -> (String, Vec<u8>) {
        const EDGE: &str = "----edge-between-the-parts";
        if !self.multipart {
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish();
            return ("application/x-www-form-urlencoded".to_owned(), body.into_bytes());
        }
        let mut body = Vec::new();
        for (name, value) in &self.fields {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, bytes) in &self.files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={EDGE}"), body)
    }
}
