"""Words to pictures of their letters, in every script that the stories are told in. It knows no GL and no panel."""
