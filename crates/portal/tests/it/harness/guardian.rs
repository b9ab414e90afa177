//! A shell that looks after something started for the tests and puts it away when the tests' process ends, however it
//! ends: its standard input then closes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A running shell script that waits on its standard input.
pub struct Guardian {
    child: Child,
    told: Option<ChildStdin>,
    says: BufReader<ChildStdout>,
}

impl Guardian {
    /// Starts `script` with `arguments` by `command` (a shell, or something that starts one as another user).
    pub fn start(command: &[&str], script: &str, arguments: &[&str]) -> Guardian {
        let mut child = Command::new(command[0])
            .args(&command[1..])
            .args(["sh", "-c", script, "guardian"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .current_dir("/")
            .spawn()
            .unwrap_or_else(|fault| panic!("{} cannot be started: {fault}", command[0]));
        let told = child.stdin.take();
        let says = BufReader::new(child.stdout.take().expect("piped"));
        Guardian { child, told, says }
    }

    /// The next line the script prints; empty when it ended.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).expect("a guardian speaks UTF-8");
        line.trim_end().to_owned()
    }

    /// Tells the script a word and waits until it ended.
    pub fn tell(&mut self, word: &str) {
        if let Some(told) = &mut self.told {
            let _ = writeln!(told, "{word}");
        }
        self.end();
    }

    fn end(&mut self) {
        self.told = None;
        let _ = self.child.wait();
    }
}

impl Drop for Guardian {
    fn drop(&mut self) {
        self.end();
    }
}
