//! The portal's relying party in front of the demo provider, over real HTTP.

use axum::Router;
use connectors::Fault;
use connectors::contrib::oidc::{LevelName, Oidc, Settings};
use connectors::identity::{Begin, Identity, IdentityProvider, Pending, Returned};
use demo::identity::demo_levels;
use domain::TrustLevel;
use url::Url;

use crate::world::{Page, REDIRECT, Watch, browse, provider, serve};

/// A portal, the provider's pages as a browser sees them, and the clock of both.
pub struct World {
    pub watch: Watch,
    pub pages: Router,
    pub portal: Oidc,
    pub folder: tempfile::TempDir,
}

pub async fn world() -> World {
    world_with(|_| {}).await
}

pub async fn world_with(change: impl FnOnce(&mut Settings)) -> World {
    let (watch, folder) = (Watch::new(), tempfile::tempdir().unwrap());
    let pages = provider(&watch, folder.path()).router();
    let door = serve(pages.clone(), &watch).await;
    let mut settings = settings();
    change(&mut settings);
    World { portal: Oidc::new(settings, door), watch, pages, folder }
}

pub fn settings() -> Settings {
    let levels = demo_levels().into_iter().map(|rung| LevelName { acr: rung.acr, level: rung.level }).collect();
    Settings {
        issuer: "http://id.localhost:8080".parse().unwrap(),
        client_id: "portal".into(),
        client_secret: Some("s3cret & co:%".into()),
        scopes: vec!["profile".into(), "email".into()],
        levels,
        level_without_acr: None,
        algorithms: vec!["RS256".into(), "EdDSA".into()],
        claims: Default::default(),
    }
}

pub fn begin(level: TrustLevel, fresh: bool) -> Begin {
    Begin { redirect_url: REDIRECT.parse().unwrap(), level, fresh, language: Some("de-CH".into()) }
}

/// The query of the address the provider sent the browser back to.
pub fn returned(page: &Page) -> Returned {
    assert_eq!(page.status, 303, "{}", page.text);
    let url = Url::parse(page.header("location")).unwrap();
    assert_eq!(url.path(), "/sign-in/back");
    let mut back = Returned::default();
    for (name, value) in url.query_pairs() {
        let value = Some(value.into_owned());
        match &*name {
            "code" => back.code = value,
            "state" => back.state = value,
            "error" => back.error = value,
            "iss" => back.iss = value,
            other => panic!("unexpected {other}"),
        }
    }
    back
}

impl World {
    /// Signs `person` in; gives what to keep, what came back, and the provider's cookie.
    pub async fn choose(&self, begin: Begin, person: &str) -> (Pending, Returned, String) {
        let started = self.portal.begin(&begin).await.unwrap();
        let page = browse(&self.pages, started.url.as_str(), None, &[]).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let form = format!("request={}&person={person}", page.request());
        let back = browse(&self.pages, "/sign-in", Some(&form), &[("origin", "http://id.localhost:8080")]).await;
        let cookie = back.header("set-cookie").split(';').next().unwrap().to_owned();
        (started.pending, returned(&back), cookie)
    }

    pub async fn sign_in(&self, begin: Begin, person: &str) -> Result<Identity, Fault> {
        let (pending, back, _) = self.choose(begin, person).await;
        self.portal.finish(&pending, &back).await
    }
}
