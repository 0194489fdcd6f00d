// Asks the AWS at SANDBOX_URL who it is; with an argument, for each line on standard input.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/sts"
)

func main() {
	config := aws.NewConfig().WithRegion("eu-west-1").WithEndpoint(os.Getenv("SANDBOX_URL"))
	client := sts.New(session.Must(session.NewSession(config)))
	lines := bufio.NewScanner(os.Stdin)
	for len(os.Args) == 1 || lines.Scan() {
		answer, err := client.GetCallerIdentity(&sts.GetCallerIdentityInput{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(aws.StringValue(answer.Arn))
		if len(os.Args) == 1 {
			break
		}
	}
}
