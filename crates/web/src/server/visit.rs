//! One request of one browser: tenant, language, session, context.

use super::{Failure, Site, Tenant, Weak};
use crate::parts::{AuthorityFace, Frame, LanguageLink, Link, Role, Section, SignedIn};
use crate::texts::Texts;
use app::sign_in::{self, Session};
use axum::extract::{FromRequestParts, Request};
use domain::{Actor, Authority, Ctx, Lang, StaffRole};
use http::request::Parts;
use std::sync::Arc;

/// The language of a request: asked for now, chosen before, or what the browser prefers.
#[derive(Clone, Copy)]
pub(super) struct Language {
    pub(super) lang: Lang,
    pub(super) asked: Option<Lang>,
}

/// Reads the language of a request.
pub(super) fn lang_of(request: &Request) -> Language {
    let query = request.uri().query().unwrap_or_default();
    let asked = query.split('&').find_map(|pair| Lang::from_code(pair.strip_prefix("lang=")?));
    let chosen = cookie(request.headers(), "sprache").and_then(Lang::from_code);
    let accepted =
        || request.headers().get(http::header::ACCEPT_LANGUAGE).and_then(|h| Lang::from_accept(h.to_str().ok()?));
    let lang = asked.or(chosen).or_else(accepted).unwrap_or_default();
    Language { lang, asked }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a http::HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(http::header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// One request.
pub struct Visit {
    pub(crate) site: Arc<Site>,
    /// For the use cases.
    pub ctx: Ctx,
    /// The browser's session.
    pub session: Option<Session>,
    /// The path that was asked for, with its query except the language.
    pub here: String,
    /// The browser had a session cookie, but the session is over.
    pub expired: bool,
}

impl FromRequestParts<Weak> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, weak: &Weak) -> Result<Visit, Failure> {
        let site = weak.site()?;
        let Some(Tenant(authority)) = parts.extensions.get::<Tenant>().cloned() else {
            return Err(Failure::UnknownHost);
        };
        let lang = parts.extensions.get::<Language>().map_or(Lang::De, |l| l.lang);
        let nobody = site.portal.ctx(authority, Actor::Visitor { session: None }, lang);
        let known = cookie(&parts.headers, cookie_name(&site)).map(str::to_owned);
        let session = match &known {
            Some(value) => sign_in::find_session(&site.portal, &nobody, value).await.map_err(Failure::Plain)?,
            None => None,
        };
        let ctx = nobody.with_actor(sign_in::actor(session.as_ref()));
        let expired = known.is_some() && session.is_none();
        Ok(Visit { site, ctx, session, here: here(parts), expired })
    }
}

fn here(parts: &Parts) -> String {
    let query: Vec<&str> =
        parts.uri.query().unwrap_or_default().split('&').filter(|p| !p.is_empty() && !p.starts_with("lang=")).collect();
    let path = parts.uri.path();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// `__Host-` binds the cookie to this host and to https; plain http, as in the demo, cannot have it.
pub(super) fn cookie_name(site: &Site) -> &'static str {
    if site.portal.rules.scheme == "https" { "__Host-portikus" } else { "portikus" }
}

impl Visit {
    /// The tenant.
    pub fn authority(&self) -> &Arc<Authority> {
        &self.ctx.authority
    }

    /// The words.
    pub fn texts(&self) -> Texts {
        Texts::new(self.ctx.lang, self.ctx.authority.country)
    }

    /// The `Set-Cookie` line of a new session.
    pub(crate) fn session_cookie(&self, value: &str) -> String {
        let secure = if self.site.portal.rules.scheme == "https" { "; Secure" } else { "" };
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}", cookie_name(&self.site))
    }

    /// The frame around a page.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn frame(&self, section: Section) -> Result<Frame, Failure> {
        let unread = app::inbox::count_unread(&self.site.portal, &self.ctx).await.map_err(Failure::Plain)?;
        let name = match (&self.ctx.actor, self.session.as_ref()) {
            (Actor::Inhabitant { .. }, _) => {
                let inbox = app::inbox::find_person(&self.site.portal, &self.ctx).await.map_err(Failure::Plain)?;
                inbox.map(|person| person.full_name()).unwrap_or_default()
            }
            (Actor::Staff(staff), _) => staff.name.clone(),
            _ => String::new(),
        };
        Ok(self.frame_for(section, name, u32::try_from(unread).unwrap_or(0)))
    }

    fn frame_for(&self, section: Section, name: String, unread: u32) -> Frame {
        let authority = &self.ctx.authority;
        let face = self.site.face(authority);
        let office = self.site.portal.directory.office_for(&authority.key, "chancery");
        let lead = self.site.portal.directory.lead_of(&authority.federation).filter(|lead| lead.key != authority.key);
        let role = match &self.ctx.actor {
            Actor::Inhabitant { .. } => Some(Role::Inhabitant),
            Actor::Staff(staff) if staff.roles.contains(&StaffRole::Clerk) => Some(Role::Clerk),
            Actor::Staff(staff) if staff.roles.contains(&StaffRole::Designer) => Some(Role::Designer),
            Actor::Staff(_) => Some(Role::Operator),
            _ => None,
        };
        Frame {
            texts: self.texts(),
            authority: AuthorityFace {
                name: authority.full_name(self.ctx.lang),
                within: lead.map(|lead| lead.full_name(self.ctx.lang)).unwrap_or_default(),
                shield: face.arms.clone(),
                theme_href: face.theme_href.clone(),
                house_font: face.house_font,
                phone: office.as_ref().map(|o| o.phone.clone()).unwrap_or_default(),
                email: office.map(|o| o.email.clone()).unwrap_or_default(),
            },
            assets: Arc::clone(&self.site.assets),
            languages: self.languages(),
            section,
            signed_in: role.map(|role| SignedIn { name, role, unread }),
            sign_in_href: format!("/anmelden?weiter={}", percent(&self.here)),
            stands_for: None,
            token: self.session.as_ref().map(|s| s.csrf.clone()).unwrap_or_default(),
            demo: self.site.settings.demo.is_some(),
            back: None,
        }
    }

    fn languages(&self) -> Vec<LanguageLink> {
        let mark = if self.here.contains('?') { '&' } else { '?' };
        Lang::OFFERED
            .into_iter()
            .map(|lang| LanguageLink {
                code: lang.code(),
                name: lang.own_name(),
                href: format!("{}{mark}lang={}", self.here, lang.code()),
                current: lang == self.ctx.lang,
            })
            .collect()
    }

    /// A frame without looking anything up: for error pages, which must not fail.
    pub(crate) fn bare_frame(&self) -> Frame {
        self.frame_for(Section::Other, String::new(), 0)
    }

    /// The link one step back.
    pub fn back_to(&self, key: &str, href: impl Into<String>) -> Option<Link> {
        Some(Link::new(self.texts().say(key), href))
    }
}

/// A text as part of a query.
pub(crate) fn percent(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
