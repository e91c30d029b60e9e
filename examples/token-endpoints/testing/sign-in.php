<?php
// For tests: signs in whoever the request says, as the intranet's own sign-in would.
session_start();
$_SESSION['user'] = json_decode(file_get_contents('php://input'), true);
